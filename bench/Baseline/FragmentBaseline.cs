using System.Buffers;

namespace Plaza.Baseline;

/// <summary>A body of cached bytes, written in twenty pieces.</summary>
internal static class FragmentBaseline
{
    public static WebApplication Build(byte[] body, string padding)
    {
        var pieces = body.Chunk((body.Length + 19) / 20).ToArray();
        return BareKestrel.Build(body.Length, padding, async http =>
        {
            foreach (var piece in pieces)
                http.Response.BodyWriter.Write(piece);

            await http.Response.BodyWriter.FlushAsync();
        });
    }
}
