using System.Diagnostics;
using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

/// <summary>Runs alone, since an activity listener gets the spans of the whole process.</summary>
[Collection(nameof(TracingTests))]
[CollectionDefinition(nameof(TracingTests), DisableParallelization = true)]
public sealed class TracingTests : IDisposable
{
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private readonly Activity _own = new Activity("test").Start();

    public TracingTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "Plaza.Spaces",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (_ended)
                    _ended.Add(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publishing_and_each_handling_is_a_span_and_those_elsewhere_are_linked(bool waiting)
    {
        await using var watched = await ObservedBus.StartAsync();
        watched.Bus.Subscribe<TestEvent>("near", _ => { });
        watched.Bus.Subscribe<TestEvent>("slow", async (_, _) => await Task.Yield());
        watched.Bus.Subscribe<TestEvent>("far", _ => watched.Bus.Publish(new FollowUpEvent()), Delivery.Queued(4));
        watched.Bus.Subscribe<FollowUpEvent>("last", _ => { }, Delivery.Queued(4));

        if (waiting)
            await watched.Bus.PublishAsync(new TestEvent());
        else
            watched.Bus.Publish(new TestEvent());

        Activity.Current.ShouldBeSameAs(_own);
        await watched.Host.WaitForIdleAsync();

        var publishing = Single("publish tests.rang");
        publishing.ParentSpanId.ShouldBe(_own.SpanId);
        Single("handle tests.rang", "near").ParentSpanId.ShouldBe(publishing.SpanId);
        Single("handle tests.rang", "slow").ParentSpanId.ShouldBe(publishing.SpanId);

        // A queued handler has no parent span but a link; events published in it are children of the handling.
        var far = Single("handle tests.rang", "far");
        far.Links.ShouldHaveSingleItem().Context.SpanId.ShouldBe(publishing.SpanId);
        var further = Single("publish tests.echoed");
        further.ParentSpanId.ShouldBe(far.SpanId);
        further.Links.ShouldHaveSingleItem().Context.SpanId.ShouldBe(publishing.SpanId);
        Single("handle tests.echoed", "last").Links.ShouldHaveSingleItem().Context.SpanId.ShouldBe(further.SpanId);
    }

    [Fact]
    public async Task A_handler_that_fails_marks_its_span_and_affects_no_other()
    {
        await using var watched = await ObservedBus.StartAsync();
        watched.Bus.Subscribe<TestEvent>("thrower", _ => throw new InvalidOperationException("cracked"));
        watched.Bus.Subscribe<TestEvent>("near", _ => { });

        watched.Bus.Publish(new TestEvent()).ShouldBe(new(1, 0, 1));

        var span = Single("handle tests.rang", "thrower");
        (span.Status, span.StatusDescription).ShouldBe((ActivityStatusCode.Error, "cracked"));
        Single("handle tests.rang", "near").Status.ShouldBe(ActivityStatusCode.Unset);
    }

    public void Dispose()
    {
        _own.Dispose();
        _listener.Dispose();
    }

    private Activity Single(string name, string? handler = null)
    {
        lock (_ended)
            return _ended.Where(span => span.OperationName == name && (handler is null || (string?)span.GetTagItem("plaza.handler") == handler)).ShouldHaveSingleItem();
    }
}
