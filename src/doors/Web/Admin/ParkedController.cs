using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Tasks;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;

namespace Plaza.Web.Admin;

/// <summary>Deciding about events that a listener could not take in.</summary>
[SignedIn, Admins(IsHidden = true)]
internal sealed class ParkedController(IRequestBus bus) : Controller
{
    [HttpPost("/admin/spaces/replay")]
    public Task<SeeOther> ReplayAsync([FromForm] long number, CancellationToken ct) => AskAsync(new ReplayDeadLetter(number), "replayed", ct);

    [HttpPost("/admin/spaces/drop")]
    public Task<SeeOther> DropAsync([FromForm] long number, CancellationToken ct) => AskAsync(new DiscardDeadLetter(number), "dropped", ct);

    [HttpPost("/admin/spaces/retry")]
    public Task<SeeOther> RetryAsync([FromForm] string? subscription, [FromForm] long sequence, CancellationToken ct) =>
        AskAsync(new RetryDelivery(subscription ?? "", sequence), "replayed", ct);

    private async Task<SeeOther> AskAsync(IRequest<bool> order, string done, CancellationToken ct) =>
        new($"/admin/spaces?done={(await bus.SendAsync(order, ct) ? done : "gone")}");
}
