using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>A follow that is committed after its target was suspended or deleted.</summary>
public sealed class LateFollowTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_follow_of_an_account_that_is_suspended_or_deleted_while_the_request_waits_is_rejected(bool isDeleted)
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(plaza.Services.GetRequiredService<Committer>());

        var ended = plaza.AskAsync<bool>(isDeleted ? new DeleteAccount(bob.Account) : new SuspendAccount(bob.Account)).AsTask();
        var following = plaza.AskAsync(new Follow(ada.Account, bob.Account)).AsTask();
        gate.Open();

        await blocking;
        (await ended).ShouldBeTrue();
        (await Should.ThrowAsync<RequestRejectedException>(() => following)).Reason.ShouldBe(RejectionReason.NotFound);
        plaza.Folder.Number("select count(*) from follows").ShouldBe(0);
    }
}
