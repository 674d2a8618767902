using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Data.Journal;

/// <summary>
/// The chain of SHA-256 digests over the journal. The digest of an entry covers the previous digest, its other columns and the salted digest of its
/// payload, so that the chain stays intact when a payload is erased, and the payload cannot be guessed from its digest.
/// </summary>
internal static class JournalHashChain
{
    /// <summary>The previous digest of the first entry.</summary>
    public static byte[] Start { get; } = new byte[32];

    public static byte[] OfPayload(byte[] salt, string payload) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(payload)]);

    public static byte[] OfPayload(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload) => SHA256.HashData([.. salt, .. payload]);

    public static byte[] OfEntry(
        byte[] before, long sequence, DateTimeOffset time, string type, int version, string subject, long? cause, int depth, long root,
        int node, byte[] payload)
    {
        const int Enough = 256;
        var bytes = new ArrayBufferWriter<byte>(Enough);
        bytes.Write(before);
        Write(bytes, sequence);
        Write(bytes, time.ToUnixTimeMilliseconds());
        Write(bytes, type);
        Write(bytes, version);
        Write(bytes, subject);
        Write(bytes, cause ?? 0);
        Write(bytes, depth);
        Write(bytes, root);
        Write(bytes, node);
        bytes.Write(payload);
        return SHA256.HashData(bytes.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }

    /// <summary>Length-prefixed, so that different sequences of texts never give the same bytes.</summary>
    private static void Write(ArrayBufferWriter<byte> bytes, string text)
    {
        Write(bytes, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }
}
