using System.Text.Json;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces.Journal;

public sealed class WireNameTests
{
    private readonly List<EventEnvelope> _got = [];

    [Fact]
    public async Task A_tool_subscribes_by_name_and_gets_the_envelope_with_the_payload()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe("tests.chimed", "tool", TakeAsync);

        await host.Bus.PublishAsync(new CausedEvent("big", 7), new() { Sequence = 12, Timestamp = DateTimeOffset.UnixEpoch });

        var envelope = _got.ShouldHaveSingleItem();
        (envelope.Name, envelope.Version, envelope.Sequence, envelope.Timestamp, envelope.Subject, envelope.Depth, envelope.CascadeSize)
            .ShouldBe(("tests.chimed", 1, 12, DateTimeOffset.UnixEpoch, "big", 1, 1));
        envelope.Payload.GetProperty("number").GetInt32().ShouldBe(7);
        Guid.Parse(envelope.Id).Version.ShouldBe(7);
        envelope.CorrelationId.ShouldBe(envelope.Id);
        envelope.CausationId.ShouldBeNull();
    }

    [Fact]
    public async Task The_envelope_has_the_causation_of_the_event_and_the_depth_and_size_of_its_cascade()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe("tests.rang", "tool", TakeAsync);
        host.Bus.Subscribe("tests.chimed", "other tool", TakeAsync);
        host.Bus.Subscribe<TestEvent>("chimer", async (rang, ct) =>
        {
            await Task.Yield();
            await host.Bus.PublishAsync(new CausedEvent("big", rang.Number), cancellationToken: ct);
        });

        await host.Bus.PublishAsync(new TestEvent(3));

        _got.Select(envelope => (envelope.Name, envelope.Depth, envelope.CascadeSize)).ShouldBe([("tests.rang", 1, 1), ("tests.chimed", 2, 2)]);
        _got[1].CausationId.ShouldBe(_got[0].Id);
        _got[1].CorrelationId.ShouldBe(_got[0].Id);
    }

    [Fact]
    public async Task The_wire_form_is_one_line_of_JSON_and_is_read_back_unchanged()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe("tests.chimed", "tool", TakeAsync);
        await host.Bus.PublishAsync(new CausedEvent("big", 7));
        var sent = _got.Single();

        var line = sent.ToJson();
        var received = EventEnvelope.Parse(line);

        line.ShouldNotContain('\n');
        (received with { Payload = sent.Payload }).ShouldBe(sent);
        received.Payload.GetRawText().ShouldBe(sent.Payload.GetRawText());
        Should.Throw<JsonException>(() => EventEnvelope.Parse("{}"));
    }

    /// <summary>Transports and tools of other versions read these names.</summary>
    [Fact]
    public void The_names_in_the_JSON_of_an_envelope_are_pinned()
    {
        using var payload = JsonDocument.Parse("""{"bell":"x"}""");
        var envelope = new EventEnvelope
        {
            Id = "2",
            Name = "tests.rang",
            Version = 3,
            Sequence = 4,
            Timestamp = DateTimeOffset.UnixEpoch,
            Subject = "x",
            CorrelationId = "1",
            CausationId = "0",
            Depth = 2,
            CascadeSize = 5,
            Payload = payload.RootElement,
        };

        envelope.ToJson().ShouldBe(
            """{"id":"2","name":"tests.rang","version":3,"sequence":4,"time":"1970-01-01T00:00:00+00:00","subject":"x","correlation":"1","causedBy":"0","depth":2,"cascadeSize":5,"payload":{"bell":"x"}}""");
    }

    [Fact]
    public async Task The_cascade_limit_counts_across_a_wire()
    {
        await using var host = await StartAsync();
        host.Bus.Subscribe("tests.chimed", "tool", TakeAsync);
        await host.Bus.PublishAsync(new CausedEvent("big", 7));
        var far = EventEnvelope.Parse((_got.Single() with { Depth = 32, CascadeSize = 99 }).ToJson());
        PublishResult? response = null;
        var sizes = new List<int>();
        host.Bus.Subscribe<TestEvent>("answerer", (_, context, _) =>
        {
            sizes.Add(context.CascadeSize);
            response = host.Bus.Publish(new CausedEvent("small", 8));
            return ValueTask.CompletedTask;
        });

        await host.Bus.PublishAsync(new TestEvent(1), far.ToContext());
        response.ShouldNotBeNull().IsSuppressed.ShouldBeTrue();
        await host.Bus.PublishAsync(new TestEvent(2), (far with { Depth = 31 }).ToContext());

        response.ShouldNotBeNull().IsSuppressed.ShouldBeFalse();
        sizes.ShouldBe([99, 99]);
    }

    [Fact]
    public async Task An_unregistered_name_is_rejected()
    {
        await using var host = await StartAsync();

        Should.Throw<InvalidDataException>(() => host.Bus.Subscribe("tests.chimmed", "tool", TakeAsync)).Message.ShouldContain("tests.chimmed");
    }

    [Fact]
    public async Task A_tool_that_throws_affects_no_other_handler_and_a_tool_may_be_queued()
    {
        await using var host = await StartAsync();
        var handled = 0;
        host.Bus.Subscribe("tests.chimed", "bad tool", (_, _) => throw new InvalidOperationException("no"));
        host.Bus.Subscribe("tests.chimed", "slow tool", TakeAsync, Delivery.Queued(8));
        host.Bus.Subscribe<CausedEvent>("typed", _ => handled++);

        var result = await host.Bus.PublishAsync(new CausedEvent("big", 1));
        await host.WaitForIdleAsync();

        result.ShouldBe(new PublishResult(Delivered: 1, Queued: 1, Faulted: 1));
        (handled, _got.Count).ShouldBe((1, 1));
    }

    private static Task<SpaceTestHost> StartAsync() => SpaceTestHost.StartAsync(services => services.AddEventTypes(JournalHost.Know));

    private ValueTask TakeAsync(EventEnvelope envelope, CancellationToken ct)
    {
        _got.Add(envelope);
        return ValueTask.CompletedTask;
    }
}
