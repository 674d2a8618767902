using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Tasks;
using Plaza.Data.Durable;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Tasks;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task An_event_that_the_operator_releases_is_delivered_at_once()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} hello");
        await plaza.QuietAsync();
        var sequence = plaza.Folder.Number("select sequence from journal where type = 'posts.published'");
        plaza.Folder.Tamper("delete from notifications").ShouldBe(1);
        plaza.Folder.Tamper(
            $"insert into deliveries (subscription, sequence, subject, attempts, due, error, is_parked) values ('notifications', {sequence}, '', 6, 0, 'x', true)");

        var released = await plaza.AskAsync(new RetryDelivery("notifications", sequence));

        released.ShouldBeTrue();
        await Eventually.TrueAsync(
            async () => (await plaza.Services.GetRequiredService<DeliveryStore>().GetPendingAsync(TestContext.Current.CancellationToken)).Count is 0, "it is delivered");
        plaza.Folder.Number("select count(*) from notifications").ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_released_that_is_not_there()
    {
        await using var plaza = await PlazaTestServer.StartAsync();

        (await plaza.AskAsync(new RetryDelivery("notifications", 1))).ShouldBeFalse();
    }
}
