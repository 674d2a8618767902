using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Hosting;

namespace Plaza.Tests.Support;

/// <summary>A space whose subscriptions the test configures.</summary>
internal sealed class DelegateSpace(string name, Action<SpaceBuilder> configure) : Space(name)
{
    protected internal override void Configure(SpaceBuilder space) => configure(space);
}

internal static class LooseSpaces
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddSpace(string name, Action<SpaceBuilder> configure) =>
            services.AddSpaces().AddSingleton<Space>(new DelegateSpace(name, configure));
    }
}
