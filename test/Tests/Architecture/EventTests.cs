using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Posts;
using Plaza.Data.Journal;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Architecture;

/// <summary>What is said between the spaces. With <c>PLAZA_APPROVE=1</c> the two lists are written anew instead of compared.</summary>
public sealed class EventTests(SharedServerFixture plaza)
{
    private static readonly List<Type> Events =
    [
        .. typeof(PostPublished).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(IEvent)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    private SpaceCatalog Catalog => plaza.Server.Services.GetRequiredService<SpaceCatalog>();

    [Fact]
    public void Every_event_is_said_by_a_space()
    {
        Missing(Catalog.PublishedEvents.Select(said => said.Event.Type)).ShouldBeEmpty();
        Missing(Events.Except([typeof(PostPublished)])).ShouldBe([nameof(PostPublished)]);
    }

    [Fact]
    public void Every_event_can_be_written_down()
    {
        foreach (var type in Events)
            Should.NotThrow(() => Write(type), type.Name).ShouldStartWith("{");

        Should.Throw<NotSupportedException>(() => Write(typeof(Unwritable)));

        static string Write(Type type) => JsonSerializer.Serialize(RuntimeHelpers.GetUninitializedObject(type), type, JournalJson.Options);
    }

    [Fact]
    public void Every_event_is_heard_by_a_space()
    {
        Missing(Catalog.Subscriptions.Select(heard => heard.Event.Type)).ShouldBeEmpty();
        Missing(Events.Except([typeof(PostDeleted)])).ShouldBe([nameof(PostDeleted)]);
    }

    [Fact]
    public void A_space_says_just_what_it_declares()
    {
        foreach (var space in Solution.Folders("src/spaces"))
        {
            using var module = Solution.Read(space);
            var said = Rules.MadeBy(module).Intersect(Events.Select(type => type.FullName!)).Order(StringComparer.Ordinal);

            said.ShouldBe(SaidBy(space).Order(StringComparer.Ordinal), space);
        }
    }

    [Fact]
    public void Nobody_listens_to_everything()
    {
        TooMuch(Catalog.Subscriptions.Select(heard => heard.Event.Type)).ShouldBeEmpty();
        TooMuch([typeof(PostPublished), typeof(IEvent)]).ShouldBe([nameof(IEvent)]);
    }

    /// <summary>Whoever changes an event changes this list too, and so shows it to the reviewer.</summary>
    [Fact]
    public void The_events_are_those_in_the_approved_list() =>
        ApprovedFile.ShouldBe("test/Tests/Architecture/Events.approved.txt", string.Concat(Events.Select(type =>
            $"{type.FullName}: {EventType.Of(type).Name} {EventType.Of(type).Version}: {string.Join(", ", type.GetProperties().Select(fact => fact.Name))}\n")));

    [Fact]
    public void Who_says_and_who_hears_what_stands_in_the_documentation() => ApprovedFile.ShouldBe("docs/events.md", Page());

    private static IEnumerable<string> TooMuch(IEnumerable<Type> heard) =>
        heard.Where(type => type.IsInterface || type.IsAbstract).Select(type => type.Name);

    private static IEnumerable<string> Missing(IEnumerable<Type> known) => Events.Except(known).Select(type => type.Name);

    private IEnumerable<string> SaidBy(string space) => Catalog.PublishedEvents
        .Where(said => said.Space.Equals(space, StringComparison.OrdinalIgnoreCase))
        .Select(said => said.Event.Type.FullName!);

    private string Page()
    {
        const string Head =
            """
            # Events

            Who says what, and who hears it. Written by `EventTests` from what the spaces declare; `PLAZA_APPROVE=1` writes it anew.
            *Live* listeners hear before the caller is answered, *durable* ones from the journal, at least once, in order per subject.

            | event | said by | heard live by | heard durably by |
            |---|---|---|---|

            """;

        var rows = string.Concat(Events.Select(type =>
            $"| `{EventType.Of(type).Name}` | {Sayers(type)} | {Hearers(type, durably: false)} | {Hearers(type, durably: true)} |\n"));

        return $"""
            {Head}{rows}
            The same drawn, with what the bus says about itself. A running server shows it with its numbers at `/admin/spaces`.

            ```mermaid
            {EventGraph.Of(Catalog).ToMermaid()}```

            """;
    }

    private string Sayers(Type type) => Names(Catalog.PublishedEvents.Where(said => said.Event.Type == type).Select(said => said.Space));

    private string Hearers(Type type, bool durably) => Names(Catalog.Subscriptions
        .Where(heard => heard.Event.Type == type && heard.Delivery.Mode is DeliveryMode.Durable == durably)
        .Select(heard => heard.Space));

    private static string Names(IEnumerable<string> spaces) => string.Join(", ", spaces.Distinct().Order(StringComparer.Ordinal));

    private sealed record Unwritable
    {
        public Type Kind => typeof(int);
    }
}
