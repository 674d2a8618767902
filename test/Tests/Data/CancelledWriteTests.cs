using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>A write request whose caller cancels is either never executed, or the caller gets its outcome.</summary>
public sealed class CancelledWriteTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The request timeout of the bus, and its wait for a handler that cannot be cancelled.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CancellationTimeout = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_queued_request_is_cancelled_at_once_and_frees_its_place()
    {
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        using var gone = new CancellationTokenSource();
        var executed = 0;
        var waiting = Enumerable.Range(0, 4_095).Select(_ => data.CommitAsync(_ => ++executed, gone.Token).AsTask()).ToList();
        await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(_ => true).AsTask());

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(waiting).WaitAsync(Limit));
        var next = data.CommitAsync(_ => true).AsTask();
        gate.Open();

        (await next).ShouldBeTrue();
        executed.ShouldBe(0);
        await blocking;
    }

    [Fact]
    public async Task A_request_that_has_begun_is_awaited()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        using var inside = new ManualResetEventSlim();
        using var open = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var writing = data.CommitAsync(tx =>
        {
            inside.Set();
            open.Wait(Limit);
            return tx.Execute($"insert into notes (text) values ({"there"})");
        }, gone.Token).AsTask();
        inside.Wait(Limit);

        await gone.CancelAsync();
        writing.IsCompleted.ShouldBeFalse();
        open.Set();

        (await writing).ShouldBe(1);
        (await data.NotesAsync()).ShouldBe(["there"]);
    }

    /// <summary>Where reads are asynchronous, queries of the door have a timer too, and the test cannot tell which one it moves past.</summary>
    [Theory, Trait("Database", "Sqlite")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_that_took_too_long_is_never_said_to_have_failed_and_yet_there(bool hasBegun)
    {
        var clock = new VirtualTimeProvider();
        await using var plaza = await PlazaTestServer.StartAsync(clock);
        var ada = await plaza.CreateAccountAsync();
        await plaza.QuietAsync();
        using var gate = new WriterBlocker();
        var blocking = hasBegun ? null : gate.BlockAsync(plaza.Services.GetRequiredService<Committer>());
        using var blocked = hasBegun ? BlockedLiveHandlers.In(plaza) : null;

        var posting = ada.Api.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([KeyValuePair.Create("status", "Hello")]));
        if (blocked is not null)
            await blocked.Entered.WaitAsync(Limit);

        await clock.WaitForTimerAsync(RequestTimeout).WaitAsync(Limit);
        clock.Advance(RequestTimeout);
        if (hasBegun)
        {
            await clock.WaitForTimerAsync(CancellationTimeout).WaitAsync(Limit);
            clock.Advance(CancellationTimeout);
        }

        using var response = await posting.WaitAsync(Limit);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(hasBegun ? HttpStatusCode.GatewayTimeout : HttpStatusCode.ServiceUnavailable, text);
        (response.Headers.RetryAfter is null).ShouldBe(hasBegun);
        text.ShouldContain(hasBegun ? "unknown whether it took effect" : "Try again");

        gate.Open();
        blocked?.Dispose();
        _ = blocking is null || await blocking;
        await plaza.QuietAsync();
        plaza.Folder.Rows("select text from posts", row => row.GetString(0)).ShouldBe(hasBegun ? ["Hello"] : []);
    }

    /// <summary>A committed request does not complete before the live handlers have returned.</summary>
    private sealed class BlockedLiveHandlers : IDisposable
    {
        private readonly ManualResetEventSlim _leave = new();
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when a request is committed but not completed yet.</summary>
        public Task Entered => _entered.Task;

        public static BlockedLiveHandlers In(PlazaTestServer plaza)
        {
            var blocked = new BlockedLiveHandlers();
            plaza.Services.GetRequiredService<CommitSignal>().Committed += _ =>
            {
                blocked._entered.TrySetResult();
                blocked._leave.Wait(Limit);
            };
            return blocked;
        }

        public void Dispose() => _leave.Set();
    }
}
