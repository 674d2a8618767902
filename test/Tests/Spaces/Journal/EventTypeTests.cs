using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Tests.Spaces.Journal;

public sealed class EventTypeTests
{
    private readonly EventTypeRegistry _types = new();

    [Fact]
    public void An_event_is_read_back_as_it_was_written()
    {
        _types.Add(Json<Painted>());
        var said = new Painted("door", ["red", "blue"]);

        var read = _types.Deserialize("tests.painted", 3, _types.Serialize(said)).ShouldBeOfType<Painted>();

        read.What.ShouldBe("door");
        read.Colours.ShouldBe(["red", "blue"]);
    }

    [Fact]
    public void Older_versions_are_brought_up_step_by_step()
    {
        _types.Add(Json<Painted>())
            .Upcast("tests.painted", 1, json => new() { ["what"] = json["thing"]?.DeepClone(), ["colour"] = json["colour"]?.DeepClone() })
            .Upcast("tests.painted", 2, json => new() { ["what"] = json["what"]?.DeepClone(), ["colours"] = new JsonArray(json["colour"]?.DeepClone()) });

        var fromFirst = _types.Deserialize("tests.painted", 1, """{"thing":"door","colour":"red"}""").ShouldBeOfType<Painted>();
        var fromSecond = _types.Deserialize("tests.painted", 2, """{"what":"wall","colour":"blue"}""").ShouldBeOfType<Painted>();

        (fromFirst.What, fromFirst.Colours.Single()).ShouldBe(("door", "red"));
        (fromSecond.What, fromSecond.Colours.Single()).ShouldBe(("wall", "blue"));
    }

    [Theory]
    [InlineData("tests.unknown", 1, "{}", "No type of events is registered as tests.unknown.")]
    [InlineData("tests.painted", 4, "{}", "tests.painted has version 4, but this program knows only 3. It is older than its data.")]
    [InlineData("tests.painted", 2, "{}", "tests.painted of version 2 cannot be read: there is no upcast to version 3.")]
    [InlineData("tests.painted", 3, "null", "The stored payload of tests.painted is null.")]
    [InlineData("tests.painted", 3, "[1", "The stored payload of tests.painted does not match its type:*")]
    public void An_unreadable_event_is_a_clear_error(string name, int version, string payload, string error)
    {
        _types.Add(Json<Painted>());

        var said = Should.Throw<InvalidDataException>(() => _types.Deserialize(name, version, payload)).Message;

        if (error.EndsWith('*'))
            said.ShouldStartWith(error[..^1]);
        else
            said.ShouldBe(error);
    }

    [Fact]
    public void Two_types_of_one_name_are_rejected()
    {
        _types.Add(Json<Painted>());

        Should.Throw<ArgumentException>(() => _types.Add(Json<PaintedToo>())).Message.ShouldContain("have the same wire name tests.painted");
        _types.Add(Json<Painted>()).Names.ShouldBe(["tests.painted"]);
    }

    internal static JsonTypeInfo<TEvent> Json<TEvent>() => (JsonTypeInfo<TEvent>)JsonSerializerOptions.Web.GetTypeInfo(typeof(TEvent));
}

[EventName("tests.painted", version: 3)]
internal sealed record Painted(string What, IReadOnlyList<string> Colours) : IEvent;

[EventName("tests.painted")]
internal sealed record PaintedToo(string What) : IEvent;
