using Plaza.Spaces.Events;

namespace Plaza.Web.Admin;

/// <summary>Labels of the delivery modes.</summary>
internal static class DeliveryModeNames
{
    public static string Of(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Inline => "live",
        DeliveryMode.Queued => "queued",
        DeliveryMode.Concurrent => "concurrent",
        _ => "durable",
    };
}
