namespace Plaza.Mail.Gateway;

/// <summary>A message as DATA carries it: a dot before each dot that begins a line, and a lone dot after the end.</summary>
internal static class DotStuffing
{
    /// <summary>The message has CRLF line ends and no others, and ends with one: what <see cref="MimeWriter"/> writes.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> message)
    {
        var wrapped = new List<byte>(message.Length + 64);
        var before = (byte)'\n';

        foreach (var value in message)
        {
            if (value == '.' && before == '\n')
                wrapped.Add((byte)'.');
            wrapped.Add(before = value);
        }
        wrapped.AddRange(".\r\n"u8);
        return [.. wrapped];
    }
}
