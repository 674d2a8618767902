using Microsoft.CodeAnalysis;

namespace Plaza.Tests.Spaces;

/// <summary>Typical mistakes do not compile. Each wrong piece of code is beside the correct one, which does.</summary>
public sealed class WrongTypesTests
{
    private const string Known =
        """
        [EventName("tests.rang")]
        public sealed record Rang(int Number) : IEvent;

        [EventName("tests.knocked")]
        public sealed record Knocked(string Door) : IEvent;

        public sealed record HowOften(string Bell) : IQuery<int>;

        public sealed class Porter
        {
            public void Open(Knocked knocked) { }

            public ValueTask OpenAsync(Knocked knocked, CancellationToken ct) => default;

            public ValueTask<int> CountAsync(HowOften asked, CancellationToken ct) => new(1);

            public ValueTask<string> NameAsync(HowOften asked, CancellationToken ct) => new("bell");
        }
        """;

    /// <summary>The mistake, the diagnostic, the wrong code, the right code.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        {
            "publishing a text", "CS0311",
            """bus.Publish("rang");""",
            """bus.Publish(new Rang(1));"""
        },
        {
            "publishing a number and waiting", "CS0315",
            """await bus.PublishAsync(1);""",
            """await bus.PublishAsync(new Rang(1));"""
        },
        {
            "publishing a request", "CS0311",
            """bus.Publish(new HowOften("bell"));""",
            """await requests.SendAsync(new HowOften("bell"));"""
        },
        {
            "a typed publisher given another event", "CS1503",
            """rangs.Publish(new Knocked("red"));""",
            """rangs.Publish(new Rang(1));"""
        },
        {
            "a typed publisher given another event, waiting", "CS1503",
            """await rangs.PublishAsync(new Knocked("red"));""",
            """await rangs.PublishAsync(new Rang(1));"""
        },
        {
            "a typed publisher of no event", "CS0311",
            """IEventPublisher<string>? texts = null; Use(texts);""",
            """IEventPublisher<Rang>? rangs2 = null; Use(rangs2);"""
        },
        {
            "listening to a text", "CS0311",
            """bus.Subscribe<string>("ear", _ => { });""",
            """bus.Subscribe<Rang>("ear", _ => { });"""
        },
        {
            "a handler of another event", "CS1503",
            """bus.Subscribe<Rang>("porter", porter.Open);""",
            """bus.Subscribe<Knocked>("porter", porter.Open);"""
        },
        {
            "an asynchronous handler of another event", "CS1503",
            """bus.Subscribe<Rang>("porter", porter.OpenAsync);""",
            """bus.Subscribe<Knocked>("porter", porter.OpenAsync);"""
        },
        {
            "a fact that the event does not have", "CS1061",
            """bus.Subscribe<Rang>("ear", rang => Use(rang.Door));""",
            """bus.Subscribe<Rang>("ear", rang => Use(rang.Number));"""
        },
        {
            "a weak handler of another event", "CS1503",
            """bus.SubscribeWeak<Porter, Rang>("porter", porter, Opening);""",
            """bus.SubscribeWeak<Porter, Knocked>("porter", porter, Opening);"""
        },
        {
            "a key of another event", "CS1503",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Queued(8).PartitionedBy((Knocked knocked) => knocked.Door));""",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Queued(8).PartitionedBy((Rang rang) => rang.Number));"""
        },
        {
            "a filter for another event", "CS1503",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Inline.Where((Knocked knocked) => true));""",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Inline.Where((Rang rang) => true));"""
        },
        {
            "an order of another event", "CS1503",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Queued(8).Resequenced((Knocked knocked) => 1L, 4, TimeSpan.FromSeconds(1)));""",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Queued(8).Resequenced((Rang rang) => rang.Number, 4, TimeSpan.FromSeconds(1)));"""
        },
        {
            "a delivery of another event", "CS1503",
            """Delivery<Knocked> delivery = Delivery.Inline; bus.Subscribe<Rang>("ear", _ => { }, delivery);""",
            """Delivery<Rang> delivery = Delivery.Inline; bus.Subscribe<Rang>("ear", _ => { }, delivery);"""
        },
        {
            "a decorator of another event's handlers", "CS1503",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Inline.Decorate<Knocked>(handle => handle));""",
            """bus.Subscribe<Rang>("ear", _ => { }, Delivery.Inline.Decorate<Rang>(handle => handle));"""
        },
        {
            "a null key", "CS8714",
            """Delivery.Queued(8).PartitionedBy<Knocked, string?>(knocked => knocked.Door);""",
            """Delivery.Queued(8).PartitionedBy<Knocked, string>(knocked => knocked.Door);"""
        },
        {
            "a space with a handler of another event", "CS1503",
            """space.On<Rang>(porter.Open);""",
            """space.On<Knocked>(porter.Open);"""
        },
        {
            "a space with a bound handler of another event", "CS1503",
            """space.On<Porter, Rang>(porter, Opening);""",
            """space.On<Porter, Knocked>(porter, Opening);"""
        },
        {
            "a space that listens durably to no event", "CS0311",
            """space.OnDurable<string>((_, _) => { });""",
            """space.OnDurable<Rang>((_, _) => { });"""
        },
        {
            "a space that says what is no event", "CS0311",
            """space.Publishes<HowOften>();""",
            """space.Publishes<Rang>();"""
        },
        {
            "an answer to what is no request", "CS0311",
            """space.Handles<Rang, int>((_, _) => new(1));""",
            """space.Handles<HowOften, int>((_, _) => new(1));"""
        },
        {
            "an answer of another type than asked for", "CS0311",
            """space.Handles<HowOften, string>((_, _) => new("1"));""",
            """space.Handles<HowOften, int>((_, _) => new(1));"""
        },
        {
            "a method that gives another answer", "CS0407",
            """space.Handles<HowOften, int>(porter.NameAsync);""",
            """space.Handles<HowOften, int>(porter.CountAsync);"""
        },
        {
            "asking for another answer", "CS1503",
            """await requests.SendAsync<string>(new HowOften("bell"));""",
            """await requests.SendAsync<int>(new HowOften("bell"));"""
        },
        {
            "taking the answer for something else", "CS0029",
            """string often = await requests.SendAsync(new HowOften("bell"));""",
            """int often = await requests.SendAsync(new HowOften("bell"));"""
        },
        {
            "asking with an event", "CS0411",
            """await requests.SendAsync(new Rang(1));""",
            """await bus.PublishAsync(new Rang(1));"""
        },
        {
            "a recurring task that is none", "CS0311",
            """space.Runs<Porter>();""",
            """space.Publishes<Rang>();"""
        },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_does_not_compile_and_its_right_counterpart_does(string mistake, string diagnostic, string wrong, string right)
    {
        FaultsOf(right).ShouldBeEmpty(mistake);
        FaultsOf(wrong).Select(fault => fault.Id).ShouldBe([diagnostic], mistake);
    }

    private static IReadOnlyList<Diagnostic> FaultsOf(string piece) => UserCodeCompiler.Of("Mistakes", OutputKind.DynamicallyLinkedLibrary, Known,
        $$"""
        public static class Piece
        {
            public static async Task RunAsync(
                IEventBus bus, IRequestBus requests, SpaceBuilder space, IEventPublisher<Rang> rangs, Porter porter)
            {
                {{piece}}
                await Task.Yield();
            }

            private static void Opening(Porter porter, Knocked knocked) => porter.Open(knocked);

            private static void Use(object? used) { }
        }
        """).Faults();
}
