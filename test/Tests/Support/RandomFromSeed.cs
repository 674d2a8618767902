namespace Plaza.Tests.Support;

/// <summary>Random numbers that are the same in each run.</summary>
internal static class RandomFromSeed
{
#pragma warning disable RS0030 // Banned where a random source should be injected; here the seed is injected.
    public static Random Create(int seed) => new(seed);
#pragma warning restore RS0030
}
