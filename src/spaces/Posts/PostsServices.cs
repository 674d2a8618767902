using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Replaying;
using Plaza.Posts.Replaying;
using Plaza.Spaces.Hosting;

namespace Plaza.Posts;

public static class PostsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Posts space. The only public type of this project.</summary>
        public IServiceCollection AddPostsSpace() => services
            .AddSingleton<Publishing>()
            .AddSingleton<Deleting>()
            .AddSingleton<Reactions>()
            .AddSingleton<EraseAccountPosts>()
            .AddSingleton<EraseReactionsOfPost>()
            .AddSingleton<PurgeIdempotencyKeys>()
            .AddSingleton<IReadModelSource, PostsReadModels>()
            .AddSpace<PostsSpace>();
    }
}
