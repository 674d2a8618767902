using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Api.Accounts;
using Plaza.Api.Errors;
using Plaza.Api.Instance;
using Plaza.Api.Notifications;
using Plaza.Api.Paging;
using Plaza.Api.Posts;
using Plaza.Api.Search;
using Plaza.Api.Json;

namespace Plaza.Api;

public static class ApiServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the services of the REST API.</summary>
        public IServiceCollection AddApi()
        {
            services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<IdConstraint>("id"));

            return services
                .AddSingleton<ApiUrls>()
                .AddSingleton<ApiExceptionMapper>()
                .AddSingleton<AccountWriter>()
                .AddSingleton<PostWriter>()
                .AddSingleton<NotificationReader>()
                .AddSingleton<AccountSearch>()
                .AddSingleton<PostSearch>()
                .AddSingleton<TagSearch>();
        }
    }
}
