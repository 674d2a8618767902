namespace Plaza.Baseline;

/// <summary>One cached body.</summary>
internal static class BodyBaseline
{
    public static WebApplication Build(byte[] body, string padding) =>
        BareKestrel.Build(body.Length, padding, async http => await http.Response.BodyWriter.WriteAsync(body));
}
