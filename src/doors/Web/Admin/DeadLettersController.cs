using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Tasks;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Admin;

/// <summary>Replays or discards dead letters: events whose delivery to a subscription failed for good.</summary>
[RequireLogin, RequireAdmin(IsHidden = true)]
internal sealed class DeadLettersController(IRequestBus bus) : Controller
{
    [HttpPost("/admin/spaces/replay")]
    public Task<SeeOtherResult> ReplayAsync([FromForm] long number, CancellationToken ct) => SendAsync(new ReplayDeadLetter(number), "replayed", ct);

    [HttpPost("/admin/spaces/drop")]
    public Task<SeeOtherResult> DropAsync([FromForm] long number, CancellationToken ct) => SendAsync(new DiscardDeadLetter(number), "dropped", ct);

    [HttpPost("/admin/spaces/retry")]
    public Task<SeeOtherResult> RetryAsync([FromForm] string? subscription, [FromForm] long sequence, CancellationToken ct) =>
        SendAsync(new RetryDelivery(subscription ?? "", sequence), "replayed", ct);

    private async Task<SeeOtherResult> SendAsync(IRequest<bool> command, string done, CancellationToken ct) =>
        new($"/admin/spaces?done={(await bus.SendAsync(command, ct) ? done : "gone")}");
}
