using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Plaza.Data.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces.Journal;

/// <summary>Each effect is applied once, in the order of its subject, whatever fails and how often.</summary>
public sealed class ExactlyOnceProperties
{
    /// <summary>The subjects, including none, for which order does not matter.</summary>
    private static readonly string[] Ordered = ["big", "small"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void In_memory_under_any_schedule() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll((from seed in Gen.Choose(1, 1_000_000) from rings in Rings select (seed, rings)).ToArbitrary(), given => InMemory(given.seed, given.rings)));

    [Fact]
    public void In_the_database() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(15),
        Prop.ForAll(Rings.ToArbitrary(), rings => InDatabaseAsync(rings).GetAwaiter().GetResult()));

    private static Gen<List<Ring>> Rings =>
        from rings in Gen.ListOf(
            from bell in Gen.Elements("big", "small", "")
            from handler in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
            from effect in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
            select new Ring(bell, handler, effect))
        select rings.ToList();

    private static Delivery Durable => Delivery.Durable("ears").Retry(5, TimeSpan.Zero, TimeSpan.Zero);

    private static bool InMemory(int seed, List<Ring> rings)
    {
        var faults = new Faulty(rings);
        var notes = new List<string>();
        InMemoryAsync().GetAwaiter().GetResult();
        return faults.AreOnceAndInOrder(notes);

        async Task InMemoryAsync()
        {
            await using var host = await SpaceTestHost.StartAsync(
                services => services
                    .AddSpace("ears", space => space.On<CausedEvent>(
                        (chimed, context) => faults.Take(chimed, note => context.Enlist(() => notes.Add(note)), fault => context.Enlist(fault)), Durable))
                    .AddInMemoryJournal(),
                new TestSchedule(seed));
            var journal = (IJournal)host.Services.GetService(typeof(IJournal))!;
            await host.RunAsync(async () =>
            {
                foreach (var (ring, number) in rings.Select((ring, number) => (ring, number)))
                    await journal.AppendAsync(new CausedEvent(ring.Bell, number));
            });
        }
    }

    private static async Task<bool> InDatabaseAsync(List<Ring> rings)
    {
        var faults = new Faulty(rings);
        await using var data = await DataHost.StartAsync(more: services => services.AddEventTypes(JournalHost.Know));
        await data.MakeNotesAsync();
        await data.StartAgainAsync(space => space.On<CausedEvent>(
            (chimed, context) => faults.Take(
                chimed,
                note => context.EnlistEffect(tx => tx.Execute($"insert into notes (text) values ({note})")),
                fault => context.EnlistEffect(_ => fault())),
            Durable));

        await Task.WhenAll(rings.Select((ring, number) => data.Committer.AppendAsync(new CausedEvent(ring.Bell, number), ct: Ct).AsTask()));
        await Eventually.TrueAsync(async () => (await data.NotesAsync()).Count >= rings.Count, "all were taken in");
        await data.Host.WaitForIdleAsync();
        return faults.AreOnceAndInOrder(await data.NotesAsync());
    }

    /// <param name="Bell">The subject; none where order does not matter.</param>
    /// <param name="Handler">How often the handler throws.</param>
    /// <param name="Effect">How often an effect throws, after another has been applied.</param>
    private sealed record Ring(string Bell, int Handler, int Effect);

    /// <summary>Fails as often as planned.</summary>
    private sealed class Faulty(List<Ring> rings)
    {
        private readonly ConcurrentDictionary<int, int> _handled = new();
        private readonly ConcurrentDictionary<int, int> _applied = new();

        public void Take(CausedEvent chimed, Action<string> note, Action<Action> fault)
        {
            var ring = rings[chimed.Number];
            if (_handled.AddOrUpdate(chimed.Number, 1, (_, times) => times + 1) <= ring.Handler)
                throw new InvalidOperationException("The handler was told to fail.");

            note($"{chimed.Bell} {chimed.Number}");
            fault(() =>
            {
                if (_applied.AddOrUpdate(chimed.Number, 1, (_, times) => times + 1) <= ring.Effect)
                    throw new InvalidOperationException("The effect was told to fail.");
            });
        }

        public bool AreOnceAndInOrder(IReadOnlyList<string> notes)
        {
            var wanted = rings.Select((ring, number) => $"{ring.Bell} {number}").ToList();
            return notes.Order().SequenceEqual(wanted.Order())
                && Ordered.All(bell => notes.Where(Of(bell)).SequenceEqual(wanted.Where(Of(bell))));

            static Func<string, bool> Of(string bell) => note => note.StartsWith(bell, StringComparison.Ordinal);
        }
    }
}
