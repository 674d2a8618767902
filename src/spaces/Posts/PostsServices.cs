using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Data.Replaying;
using Plaza.Posts.Replaying;
using Plaza.Spaces.Hosting;

namespace Plaza.Posts;

public static class PostsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the Posts space. This is all that the server knows of it.</summary>
        public IServiceCollection AddPostsSpace() => services
            .AddSingleton<Publishing>()
            .AddSingleton<Deleting>()
            .AddSingleton<Favouriting>()
            .AddSingleton<Boosting>()
            .AddSingleton<EraseAccountPosts>()
            .AddSingleton<EraseFavouritesOfPost>()
            .AddSingleton<PurgeIdempotencyKeys>()
            .AddSingleton<IReadModelSource, PostsReadModels>()
            .AddSpace<PostsSpace>();
    }
}
