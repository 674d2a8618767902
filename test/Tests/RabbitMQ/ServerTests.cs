using System.Text.Json;
using Plaza.Tests.Support;
using RabbitMQ.Client;

namespace Plaza.Tests.RabbitMQ;

[Trait("Speed", "slow")]
[Collection<Broker>]
public sealed class ServerTests(RabbitMQServer broker)
{
    [Fact]
    public async Task A_server_with_a_broker_publishes_what_happens_on_it()
    {
        var (exchange, queue) = (broker.NewName("exchange"), broker.NewName("queue"));
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(queue, exchange, "posts.*");
        await using var plaza = await PlazaTestServer.StartAsync(("RabbitMQ:Uri", broker.Uri.ToString()), ("RabbitMQ:Exchange", exchange));
        var ada = await plaza.CreateAccountAsync();

        (await ada.Api.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([new("status", "hello")]), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        var message = await Eventually.GetAsync(async () => await channel.BasicGetAsync(queue, autoAck: true), "the post is published");
        message.RoutingKey.ShouldBe("posts.published");
        using var body = JsonDocument.Parse(message.Body);
        body.RootElement.GetProperty("source").GetString().ShouldBe(plaza.Url.ToString().TrimEnd('/'));
        body.RootElement.GetProperty("data").GetProperty("author").GetString().ShouldBe(ada.Account.ToString());
    }

    [Theory]
    [InlineData("RabbitMQ:Uri", "localhost:5672", "RabbitMQ:Uri must begin with amqp:// or amqps://.")]
    [InlineData("RabbitMQ:Uri", "amqp://localhost/a/b", "RabbitMQ:Uri must name one virtual host after the broker; write a slash in its name as %2F.")]
    [InlineData("RabbitMQ:Exchange", "", "RabbitMQ:Exchange must have 1 to 255 bytes.")]
    public async Task A_broker_that_cannot_be_meant_ends_the_start(string setting, string value, string sentence)
    {
        var start = async () => await PlazaTestServer.StartAsync((setting, value));

        (await start.ShouldThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>()).Message.ShouldContain(sentence);
    }
}
