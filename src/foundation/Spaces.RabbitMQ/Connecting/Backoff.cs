using System.Security.Cryptography;

namespace Plaza.Spaces.RabbitMQ.Connecting;

/// <summary>Delays that double with each failure up to a maximum, each less up to a half at random, so that clients do not return all at once.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max)
{
    /// <param name="failures">Number of failures in succession, from 1.</param>
    public TimeSpan After(int failures)
    {
        var full = Math.Min(max.TotalSeconds, min.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromSeconds(full * (1 - (RandomNumberGenerator.GetInt32(int.MaxValue) / (2.0 * int.MaxValue))));
    }
}
