using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Data.Journal;

/// <summary>
/// The chain of SHA-256 digests over the journal. An entry's digest covers the one before it, its own columns and the
/// salted digest of its payload, so that an erased payload leaves the chain whole and tells nothing.
/// </summary>
internal static class JournalDigest
{
    /// <summary>What stands before the first entry.</summary>
    public static byte[] Start { get; } = new byte[32];

    public static byte[] OfPayload(byte[] salt, string payload) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(payload)]);

    public static byte[] OfEntry(
        byte[] before, long sequence, DateTimeOffset time, string type, int version, string subject, long? cause, int depth, long root,
        int node, byte[] payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Append(hash, sequence);
        Append(hash, time.ToUnixTimeMilliseconds());
        Append(hash, type);
        Append(hash, version);
        Append(hash, subject);
        Append(hash, cause ?? 0);
        Append(hash, depth);
        Append(hash, root);
        Append(hash, node);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    /// <summary>The length goes first, so that no two rows of texts give the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
