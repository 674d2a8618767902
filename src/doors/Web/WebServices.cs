using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Plaza.Contracts;
using Plaza.Web.Admin;
using Plaza.Web.Authentication;
using Plaza.Web.Components;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;
using Plaza.Web.Posts;
using Plaza.Web.Profiles;
using Plaza.Web.Statistics;
using Plaza.Web.Timelines;

namespace Plaza.Web;

public static class WebServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the website. The server sets up Data Protection, whose keys sign the forms.</summary>
        public IServiceCollection AddWeb()
        {
            services.AddOptions<AntiforgeryOptions>().Configure<IOptions<ServerOptions>>((forms, web) => Configure(forms, web.Value));
            services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.Scheme, null);
            services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
            services.AddAntiforgery();
            services.AddMvcCore(Configure)
                .AddViews()
                .AddRazorViewEngine(Configure)
                .ConfigureApplicationPartManager(Configure);

            return services
                .AddSingleton<ErrorPageRenderer>()
                .AddSingleton<TimeFormatter>()
                .AddSingleton<AssetLinks>()
                .AddScoped<Visitor>()
                .AddScoped<BrowserSession>()
                .AddScoped<FragmentRenderer>()
                .AddScoped<TimelinePageReader>()
                .AddScoped<HomePageReader>()
                .AddScoped<ThreadPageReader>()
                .AddScoped<ProfilePageReader>()
                .AddScoped<SettingsPageReader>()
                .AddScoped<StatisticsPageReader>()
                .AddScoped<SpacesPageReader>();
        }
    }

    private static void Configure(AntiforgeryOptions forms, ServerOptions web)
    {
        forms.SuppressXFrameOptionsHeader = true;
        forms.Cookie = new AntiforgeryCookieBuilder(web.IsSecure);
    }

    private static void Configure(MvcOptions options)
    {
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        options.ModelMetadataDetailsProviders.Add(new KeepEmptyStrings());
        options.Filters.Add<AuthenticateVisitorFilter>(AuthenticateVisitorFilter.First);
        options.Filters.Add<AntiforgeryFilter>(AntiforgeryFilter.Order);
        options.Filters.Add<RejectionFilter>();
        options.Filters.Add<UnreadCountFilter>();
        options.Filters.Add<AnonymousPageCacheFilter>();
    }

    /// <summary>Views are beside their controllers, in the folder of their space; their names are unique.</summary>
    private static void Configure(RazorViewEngineOptions options)
    {
        options.ViewLocationFormats.Clear();
        foreach (var folder in (string[])["Pages", "Components", "Errors", "Posts", "Timelines", "Profiles", "Authentication", "Notifications", "Statistics", "Mail", "Admin"])
            options.ViewLocationFormats.Add($"/{folder}/{{0}}{RazorViewEngine.ViewExtension}");
    }

    private static void Configure(ApplicationPartManager parts)
    {
        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(typeof(WebServices).Assembly).GetApplicationParts(typeof(WebServices).Assembly))
            parts.ApplicationParts.Add(part);

        foreach (var publicOnly in parts.FeatureProviders.OfType<ControllerFeatureProvider>().ToList())
            parts.FeatureProviders.Remove(publicOnly);
        parts.FeatureProviders.Add(new InternalControllerFeatureProvider());
    }
}
