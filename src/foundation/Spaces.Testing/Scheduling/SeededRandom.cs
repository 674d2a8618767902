namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>A seeded random number generator, the same on every version of .NET (SplitMix64).</summary>
internal sealed class SeededRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <returns>From 0, less than <paramref name="maxValue"/>.</returns>
    public int NextInt(int maxValue) => (int)((Next() >> 32) * (ulong)maxValue >> 32);

    /// <returns>From 0, less than 1.</returns>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
