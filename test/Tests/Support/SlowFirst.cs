using Plaza.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SlowFirst))]

namespace Plaza.Tests.Support;

/// <summary>Starts the classes with the trait <c>Speed</c> first, so that no long one runs alone at the end.</summary>
public sealed class SlowFirst : ITestCollectionOrderer
{
    private static readonly string[] Slow =
    [
        .. typeof(SlowFirst).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes(typeof(TraitAttribute), inherit: false).Cast<TraitAttribute>().Any(trait => trait.Name is "Speed"))
            .Select(type => $" {type.FullName} "),
    ];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => Slow.Any(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)))];
}
