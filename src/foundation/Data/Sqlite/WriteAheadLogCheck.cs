using System.Buffers.Binary;

namespace Plaza.Data.Sqlite;

/// <summary>
/// Finds damage in the write-ahead log that SQLite hides: it reads up to the first frame with a wrong checksum and drops the rest, since a crash leaves
/// an unfinished transaction at the end. If commits follow such a frame, acknowledged transactions are lost. Format:
/// https://www.sqlite.org/fileformat2.html#walformat.
/// </summary>
internal static class WriteAheadLogCheck
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint Magic = 0x377f0682;

    /// <returns>A description of the damage; null when there is none, or only an unfinished transaction.</returns>
    public static string? FindFault(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || (Word(header, 0) & ~1u) is not Magic)
            return "its write-ahead log has no valid header";

        var isBigEndian = (Word(header, 0) & 1) is 1;
        var sum = Checksum(header.AsSpan(0, 24), (0, 0), isBigEndian);
        if (sum != (Word(header, 24), Word(header, 28)))
            return "the header of its write-ahead log was changed";

        return FindFault(stream, header, sum, isBigEndian);
    }

    private static string? FindFault(FileStream stream, byte[] header, (uint, uint) sum, bool isBigEndian)
    {
        var frame = new byte[FrameHeaderBytes + (int)Word(header, 8)];
        var (number, firstWrong, hasCommitBehind) = (0, 0, false);
        while (stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            number++;
            var isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8)); // Frames of an earlier use of the file have other salts.
            if (hasCommitBehind && isOfThisLog)
                return $"frame {firstWrong} of its write-ahead log was changed, and transactions behind it are lost";

            if (firstWrong is 0)
            {
                sum = Checksum(frame.AsSpan(FrameHeaderBytes), Checksum(frame.AsSpan(0, 8), sum, isBigEndian), isBigEndian);
                firstWrong = isOfThisLog && sum == (Word(frame, 16), Word(frame, 20)) ? 0 : number;
            }

            hasCommitBehind |= firstWrong > 0 && isOfThisLog && Word(frame, 4) > 0;
        }

        return null;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static (uint, uint) Checksum(ReadOnlySpan<byte> bytes, (uint, uint) before, bool isBigEndian)
    {
        var (first, second) = before;
        for (var at = 0; at < bytes.Length; at += 8)
        {
            first += Read(bytes[at..]) + second;
            second += Read(bytes[(at + 4)..]) + first;
        }

        return (first, second);

        uint Read(ReadOnlySpan<byte> word) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(word) : BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
