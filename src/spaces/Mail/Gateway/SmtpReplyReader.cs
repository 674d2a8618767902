using System.Globalization;
using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>
/// Reads answers from one stream and holds what was read too far. After STARTTLS a new reader begins on the encrypted stream,
/// so that nothing said in the open can pass for something said in private.
/// </summary>
internal sealed class SmtpReplyReader(Stream stream)
{
    private const int LongestLine = 4 * 1024;
    private const int LongestReply = 64 * 1024;

    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;

    /// <summary>One answer with all its lines. Whatever is no SMTP is an <see cref="InvalidDataException"/>.</summary>
    public async Task<SmtpReply> ReadAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        var code = 0;
        var length = 0;

        while (true)
        {
            var line = await ReadLineAsync(ct);
            var (lineCode, last) = Parse(line);

            if (lines.Count > 0 && lineCode != code)
                throw new InvalidDataException("The mail server changed the code within one answer.");
            if ((length += line.Length + 2) > LongestReply)
                throw new InvalidDataException("The mail server's answer is too long.");

            code = lineCode;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (last)
                return new(code, lines);
        }
    }

    private static (int Code, bool Last) Parse(string line)
    {
        if (line.Length >= 3
            && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && code is >= 200 and < 600
            && (line.Length == 3 || line[3] is ' ' or '-'))
        {
            return (code, line.Length == 3 || line[3] == ' ');
        }

        throw new InvalidDataException("What answers there is no mail server.");
    }

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length)
                throw new InvalidDataException("The mail server's answer has too long a line.");

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
            if (read == 0)
                throw new EndOfStreamException("The mail server closed the connection.");
            _end += read;
        }
    }
}
