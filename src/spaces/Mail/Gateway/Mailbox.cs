using System.Diagnostics.CodeAnalysis;

namespace Plaza.Mail.Gateway;

/// <summary>An e-mail address with a display name. Whether mail can be sent to the address is checked when the message is written.</summary>
internal sealed record Mailbox(string Address, string? Name = null)
{
    /// <summary>Parses <c>ada@example.org</c> and <c>Ada Lovelace &lt;ada@example.org&gt;</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Mailbox? mailbox)
    {
        mailbox = Split(text?.Trim() ?? "");

        if (!SmtpAddress.IsValid(mailbox.Address))
            mailbox = null;
        return mailbox is not null;
    }

    private static Mailbox Split(string text)
    {
        var open = text.LastIndexOf('<');
        if (open < 0 || !text.EndsWith('>'))
            return new(text);

        var name = text[..open].Trim().Trim('"').Trim();
        return new(text[(open + 1)..^1].Trim(), name.Length == 0 ? null : name);
    }
}
