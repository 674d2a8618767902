using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Api.Accounts;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Instance;
using Plaza.Api.NotImplemented;
using Plaza.Api.Notifications;
using Plaza.Api.OAuth;
using Plaza.Api.Posts;
using Plaza.Api.Search;
using Plaza.Api.Statistics;
using Plaza.Api.Timelines;
using Plaza.Http;

namespace Plaza.Api;

public static class ApiRoutes
{
    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>Maps the REST API, OAuth's token endpoints and the documents that describe this server.</summary>
        /// <param name="methods">The methods that all doors have mapped, for 405 and <c>Allow</c>.</param>
        public void MapApi(AllowedMethods methods)
        {
            var root = routes.MapGroup("");
            root.RequireApiAuthorization(routes.ServiceProvider.GetRequiredService<ApiExceptionMapper>());
            root.MapHeadLikeGet();

            root.MapTokens();
            root.MapMetadata();
            root.MapNodeInfo();
            root.MapGroup("/api").MapEverything();
            root.MapFallbacks(methods);
        }

        private void MapEverything()
        {
            routes.MapApps();
            routes.MapAccounts();
            routes.MapCredentials();
            routes.MapRelationships();
            routes.MapPosts();
            routes.MapReactions();
            routes.MapFavourites();
            routes.MapTimelines();
            routes.MapAccountTimelines();
            routes.MapNotifications();
            routes.MapNotificationGroups();
            routes.MapMarkers();
            routes.MapInstance();
            routes.MapSearch();
            routes.MapStatistics();
            routes.MapEmptyLists();
            routes.MapUnsupportedWrites();
        }
    }
}
