using System.Text;

namespace Plaza.Tests.Support;

/// <summary>A request whose last byte has not been sent: it is authenticated, and its body is being read.</summary>
public sealed class HeldRequest : IDisposable
{
    private readonly RawHttpConnection _wire;
    private readonly string _lastByte;

    private HeldRequest(RawHttpConnection wire, string lastByte) => (_wire, _lastByte) = (wire, lastByte);

    /// <summary>Returns when the server has begun to read the body, which it reports by <c>100 Continue</c>.</summary>
    /// <param name="authentication">The header that names the caller, such as <c>Cookie: a=b</c>.</param>
    /// <param name="form">The body, form-encoded; ASCII.</param>
    public static async Task<HeldRequest> PostAsync(PlazaTestServer plaza, string path, string authentication, string form)
    {
        var wire = await RawHttpConnection.OpenAsync(plaza.Url.Port);
        await wire.SayAsync(
            $"POST {path} HTTP/1.1\r\nHost: {plaza.Url.Authority}\r\n{authentication}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {form.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n{form[..^1]}");
        (await wire.HearLineAsync()).ShouldBe("HTTP/1.1 100 Continue");
        return new(wire, form[^1..]);
    }

    public static Task<HeldRequest> PostAsync(PlazaTestServer plaza, string path, string authentication, params (string Name, string Value)[] fields) =>
        PostAsync(plaza, path, authentication, string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")));

    /// <summary>Sends the last byte.</summary>
    /// <returns>The status line and all after it.</returns>
    public async Task<string> CompleteAsync()
    {
        await _wire.SayAsync(_lastByte);
        return (await _wire.HearAsync()).TrimStart();
    }

    public void Dispose() => _wire.Dispose();
}
