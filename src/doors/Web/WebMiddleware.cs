using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Plaza.Http.Rejections;
using Plaza.Web.Errors;

namespace Plaza.Web;

public static class WebMiddleware
{
    extension(IApplicationBuilder app)
    {
        /// <summary>Serves the stylesheet, the script and the icons, which are embedded in the assembly.</summary>
        public IApplicationBuilder UseWebAssets()
        {
            var assets = new EmbeddedFileProvider(Assembly.GetExecutingAssembly(), "Plaza.Web.wwwroot");
            app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider = assets;
            return app.UseStaticFiles(new StaticFileOptions { FileProvider = assets, OnPrepareResponse = SetCacheControl });
        }

        /// <summary>
        /// Renders a page for exceptions and for error responses without a body. Add it before middleware that can fail and after middleware that
        /// sets headers.
        /// </summary>
        /// <param name="isPage">Whether the request gets an HTML page.</param>
        public IApplicationBuilder UseWebErrors(Func<HttpContext, bool> isPage) => app.UseWhen(isPage, pages => pages
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = http => ShowAsync(http, RejectionStatus.Of(http.Features.Get<IExceptionHandlerFeature>()!.Error, http.Request)),
            })
            .UseStatusCodePages(empty => ShowAsync(empty.HttpContext, empty.HttpContext.Response.StatusCode)));
    }

    private static Task ShowAsync(HttpContext http, int status) =>
        http.RequestServices.GetRequiredService<ErrorPageRenderer>().ShowAsync(http, status);

    /// <summary>
    /// The content of a URL with a version never changes; the content of other URLs may change with an update. No asset is private.
    /// </summary>
    private static void SetCacheControl(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600";
    }
}
