namespace Plaza.Tests.Support;

/// <summary>Chance that falls the same way each time.</summary>
internal static class Chance
{
#pragma warning disable RS0030 // Chance is injected where it decides something; here the seed is what is injected.
    public static Random Of(int seed) => new(seed);
#pragma warning restore RS0030
}
