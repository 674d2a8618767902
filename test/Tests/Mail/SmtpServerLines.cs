using System.Text;

namespace Plaza.Tests.Mail;

/// <summary>Reads lines and writes answers, in the open or encrypted.</summary>
internal sealed class SmtpServerLines(Stream stream)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public Stream Stream { get; private set; } = stream;

    /// <summary>Goes on over another stream; what was read too far is thrown away.</summary>
    public void Use(Stream next) => (Stream, _start, _end) = (next, 0, 0);

    public async Task WriteAsync(string text, CancellationToken ct)
    {
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct);
        await Stream.FlushAsync(ct);
    }

    /// <summary>One line without its end, which must be CRLF.</summary>
    public async Task<string> ReadAsync(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (!line.EndsWithCrLf())
            line.Append(await ReadByteAsync(ct));
        return line.ToString(0, line.Length - 2);
    }

    /// <summary>Everything up to the lone dot, as the sender had it before it doubled the dots.</summary>
    public async Task<string> ReadMessageAsync(CancellationToken ct)
    {
        var message = new StringBuilder();
        while (await ReadAsync(ct) is var line && line != ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return message.ToString();
    }

    private async ValueTask<char> ReadByteAsync(CancellationToken ct)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await Stream.ReadAsync(_buffer, ct);
            if (_end == 0)
                throw new EndOfStreamException();
        }
        return (char)_buffer[_start++];
    }
}

internal static class LineEnd
{
    extension(StringBuilder text)
    {
        public bool EndsWithCrLf() => text.Length > 1 && text[^1] == '\n' && text[^2] == '\r';
    }
}
