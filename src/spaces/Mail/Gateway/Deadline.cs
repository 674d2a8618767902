namespace Plaza.Mail.Gateway;

/// <summary>Applies the same timeout to each step of a conversation. A step that takes longer throws <see cref="TimeoutException"/>.</summary>
internal sealed class Deadline(TimeSpan allowed, TimeProvider clock)
{
    /// <summary>The same clock, with a timeout of at most <paramref name="limit"/>.</summary>
    public Deadline CappedAt(TimeSpan limit) => new(allowed < limit ? allowed : limit, clock);

    public async Task RunAsync(Func<CancellationToken, Task> step, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(allowed, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);

        try
        {
            await step(either.Token);
        }
        catch (OperationCanceledException tooLate) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not answer within {allowed.TotalSeconds:0.#} s.", tooLate);
        }
    }
}
