using Plaza.Spaces.RabbitMQ.Publishing;
using Plaza.Tests.Support;

namespace Plaza.Tests.RabbitMQ;

public sealed class ConfirmWindowTests : IDisposable
{
    private readonly ConfirmWindow _window = new(4, confirmed: 100);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_confirm_out_of_order_moves_nothing_until_those_before_it_are_confirmed()
    {
        await PublishAsync(101, 102, 103);

        _window.Confirm(3, multiple: false).ShouldBe(0);
        _window.Confirmed.ShouldBe(100);
        _window.Confirm(1, multiple: false).ShouldBe(1);
        _window.Confirmed.ShouldBe(101);
        _window.Confirm(2, multiple: false).ShouldBe(2);
        _window.Confirmed.ShouldBe(103);
    }

    [Fact]
    public async Task A_confirm_of_several_counts_each_once()
    {
        await PublishAsync(101, 102, 103, 104);

        _window.Confirm(2, multiple: false).ShouldBe(0);
        _window.Confirm(3, multiple: true).ShouldBe(3);
        _window.Confirm(3, multiple: true).ShouldBe(0);
        _window.Confirm(0, multiple: true).ShouldBe(1);
        _window.Confirmed.ShouldBe(104);
    }

    [Fact]
    public async Task There_is_room_for_as_many_as_lie_between_the_oldest_and_the_newest()
    {
        await PublishAsync(101, 102, 103, 104);
        var waiting = _window.WaitForRoomAsync(Ct);

        _window.Confirm(2, multiple: false);
        waiting.IsCompleted.ShouldBeFalse();
        _window.Confirm(1, multiple: false);
        await waiting.WaitAsync(Ct);
        _window.Add(105);

        _window.Confirm(5, multiple: true).ShouldBe(3);
        _window.Confirmed.ShouldBe(105);
    }

    [Fact]
    public async Task A_rejection_counts_when_all_before_it_is_confirmed()
    {
        await PublishAsync(101, 102, 103);

        _window.Reject(2, multiple: false);
        _window.IsRejected.ShouldBeFalse();
        _window.Confirm(3, multiple: false);
        _window.IsRejected.ShouldBeFalse();
        _window.Confirm(1, multiple: false);
        (_window.IsRejected, _window.Confirmed).ShouldBe((true, 101));
    }

    [Fact]
    public async Task A_rejection_of_several_begins_with_the_oldest()
    {
        await PublishAsync(101, 102, 103);
        _window.Confirm(1, multiple: false);

        _window.Reject(3, multiple: true);

        (_window.IsRejected, _window.Confirmed).ShouldBe((true, 101));
    }

    [Fact]
    public async Task Any_order_of_confirms_ends_with_all_confirmed()
    {
        const int size = 16, count = 2_000;
        var random = RandomFromSeed.Create(12);
        using var window = new ConfirmWindow(size, confirmed: 0);
        List<ulong> unconfirmed = [];
        var (published, moved) = (0UL, 0);
        while (moved < count)
        {
            if (published < count && published - (ulong)window.Confirmed < size && random.Next(3) > 0)
            {
                await window.WaitForRoomAsync(Ct);
                window.Add((long)++published);
                unconfirmed.Add(published);
            }
            else if (unconfirmed.Count > 0)
            {
                var tag = unconfirmed[random.Next(unconfirmed.Count)];
                var isMultiple = random.Next(3) is 0;
                unconfirmed.RemoveAll(one => one == tag || (isMultiple && one < tag));
                moved += window.Confirm(tag, isMultiple);
            }

            window.Confirmed.ShouldBe((long)(unconfirmed is [var oldest, ..] ? oldest - 1 : published));
        }
    }

    public void Dispose() => _window.Dispose();

    private async Task PublishAsync(params long[] sequences)
    {
        foreach (var sequence in sequences)
        {
            await _window.WaitForRoomAsync(Ct);
            _window.Add(sequence);
        }
    }
}
