using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Plaza.Web.Layout;

namespace Plaza.Web;

public static class WebMiddleware
{
    extension(IApplicationBuilder app)
    {
        /// <summary>Serves the stylesheet, the script and the icons, which travel inside the assembly.</summary>
        public IApplicationBuilder UseWebAssets()
        {
            var assets = new EmbeddedFileProvider(Assembly.GetExecutingAssembly(), "Plaza.Web.wwwroot");
            app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider = assets;
            return app.UseStaticFiles(new StaticFileOptions { FileProvider = assets, OnPrepareResponse = SetCacheControl });
        }

        /// <summary>
        /// Shows faults and answers without a body as a page, where <paramref name="isPage"/> says that a person asked. Put it
        /// before all that may fail, and after what sets headers.
        /// </summary>
        public IApplicationBuilder UseWebErrors(Func<HttpContext, bool> isPage) => app.UseWhen(isPage, pages => pages
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = http => ShowAsync(http, ErrorPage.StatusOf(http.Features.Get<IExceptionHandlerFeature>()!.Error)),
            })
            .UseStatusCodePages(empty => ShowAsync(empty.HttpContext, empty.HttpContext.Response.StatusCode)));
    }

    private static Task ShowAsync(HttpContext http, int status) =>
        http.RequestServices.GetRequiredService<ErrorPageRenderer>().ShowAsync(http, status);

    /// <summary>An address with a version never changes what it gives; the others may after an update. None of it is private.</summary>
    private static void SetCacheControl(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600";
    }
}
