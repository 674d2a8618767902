using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Plaza.Tests.Spaces;
using RabbitMQ.Client;

namespace Plaza.Tests.RabbitMQ;

/// <summary>The messages as other programs receive them, read by the CloudEvents project's own reader.</summary>
public sealed class MessageTests(RabbitMQServer server) : BrokerTest(server)
{
    private static readonly CloudEventAttribute[] ExtensionTypes =
    [
        CloudEventAttribute.CreateExtension("causation", CloudEventAttributeType.String),
        CloudEventAttribute.CreateExtension("correlation", CloudEventAttributeType.String),
        CloudEventAttribute.CreateExtension("dataversion", CloudEventAttributeType.Integer),
        CloudEventAttribute.CreateExtension("depth", CloudEventAttributeType.Integer),
        CloudEventAttribute.CreateExtension("erased", CloudEventAttributeType.Boolean),
        CloudEventAttribute.CreateExtension("preceding", CloudEventAttributeType.String),
        CloudEventAttribute.CreateExtension("sequence", CloudEventAttributeType.String),
    ];

    [Fact]
    public async Task An_entry_is_a_persistent_CloudEvent_with_the_name_of_its_event_as_routing_key()
    {
        await BindAsync();
        Journal.Add(new TestEvent(7));
        Journal.Add(new FollowUpEvent(8));
        await PublishingAsync(options => options.Source = "https://example.org/journal");
        await ConfirmedAsync(2);

        var message = (await TakeAsync())[1];
        var read = Read(message);

        message.RoutingKey.ShouldBe("tests.echoed");
        (message.BasicProperties.DeliveryMode, message.BasicProperties.MessageId, message.BasicProperties.Type)
            .ShouldBe((DeliveryModes.Persistent, "2", "tests.echoed"));
        (read.Id, read.Source?.ToString(), read.Type, read.Subject, read.DataContentType)
            .ShouldBe(("2", "https://example.org/journal", "tests.echoed", null, "application/json"));
        read.Time.ShouldBe(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
        ((JsonElement)read.Data!).GetProperty("number").GetInt32().ShouldBe(8);
        Extensions(read).ShouldBe(
        [
            ("causation", "1"), ("correlation", "1"), ("dataversion", 1), ("depth", 2), ("preceding", "tests.rang"), ("sequence", "0000000000000000002"),
        ]);
    }

    [Fact]
    public async Task An_erased_entry_is_a_CloudEvent_without_data_and_says_so()
    {
        await BindAsync();
        Journal.AddErased("tests.rang");
        await PublishingAsync();
        await ConfirmedAsync(1);

        var read = Read((await TakeAsync()).Single());

        read.Data.ShouldBeNull();
        Extensions(read).ShouldContain(("erased", true));
    }

    [Fact]
    public async Task An_entry_of_a_type_that_the_publisher_does_not_know_goes_out_without_data_and_holds_up_none()
    {
        await BindAsync();
        Journal.AddUnknown("tests.newer");
        Journal.Add(new TestEvent());
        await PublishingAsync();
        await ConfirmedAsync(2);

        var messages = await TakeAsync();

        messages.Select(message => message.RoutingKey).ShouldBe(["tests.newer", "tests.rang"]);
        Read(messages[0]).Data.ShouldBeNull();
        Extensions(Read(messages[0])).ShouldNotContain(one => one.Name == "erased");
        await Log.SaysAsync("Published tests.newer (sequence 1) without its payload");
    }

    /// <summary>Throws unless the message is a valid CloudEvent in structured mode.</summary>
    private static CloudEvent Read(BasicGetResult message)
    {
        message.BasicProperties.ContentType.ShouldBe("application/cloudevents+json; charset=utf-8");
        message.BasicProperties.Headers.ShouldBeNull();
        var read = new JsonEventFormatter().DecodeStructuredModeMessage(message.Body, new(message.BasicProperties.ContentType!), ExtensionTypes);
        read.IsValid.ShouldBeTrue();
        return read;
    }

    private static List<(string Name, object Value)> Extensions(CloudEvent read) =>
        [.. read.GetPopulatedAttributes().Where(pair => pair.Key.IsExtension).Select(pair => (pair.Key.Name, pair.Value)).OrderBy(pair => pair.Name, StringComparer.Ordinal)];
}
