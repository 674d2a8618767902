using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Tasks;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Admin;

/// <summary>Deciding about events that a listener could not take in.</summary>
[RequireLogin, RequireAdmin(IsHidden = true)]
internal sealed class DeadLettersController(IRequestBus bus) : Controller
{
    [HttpPost("/admin/spaces/replay")]
    public Task<SeeOtherResult> ReplayAsync([FromForm] long number, CancellationToken ct) => AskAsync(new ReplayDeadLetter(number), "replayed", ct);

    [HttpPost("/admin/spaces/drop")]
    public Task<SeeOtherResult> DropAsync([FromForm] long number, CancellationToken ct) => AskAsync(new DiscardDeadLetter(number), "dropped", ct);

    [HttpPost("/admin/spaces/retry")]
    public Task<SeeOtherResult> RetryAsync([FromForm] string? subscription, [FromForm] long sequence, CancellationToken ct) =>
        AskAsync(new RetryDelivery(subscription ?? "", sequence), "replayed", ct);

    private async Task<SeeOtherResult> AskAsync(IRequest<bool> order, string done, CancellationToken ct) =>
        new($"/admin/spaces?done={(await bus.SendAsync(order, ct) ? done : "gone")}");
}
