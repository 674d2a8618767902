using System.Text;
using Plaza.Server.Hosting;

namespace Plaza.Server.Cli;

/// <summary>Reads a password: twice and without echo from a terminal, otherwise as one line of standard input.</summary>
internal static class PasswordInput
{
    /// <summary>More than any password has. Bounds what is read from an input without line ends.</summary>
    private const int MaxLength = 1_000;

    private const char EndOfInput = '\x04'; // Ctrl+D
    private const char EraseLine = '\x15'; // Ctrl+U

    /// <param name="prompts">Where a terminal shows what is asked for.</param>
    /// <param name="ct">Stops waiting for the input.</param>
    /// <exception cref="StartupException">There is no password; the message says why.</exception>
    public static async Task<string> ReadAsync(TextWriter prompts, CancellationToken ct)
    {
        var isTerminal = !Console.IsInputRedirected;
        try
        {
            // Reads from a console or pipe cannot be cancelled.
            return await Task.Run(() => isTerminal ? Ask(prompts) : ReadLine(), CancellationToken.None).WaitAsync(ct);
        }
        catch (OperationCanceledException) when (isTerminal)
        {
            await prompts.WriteLineAsync(); // Ends the line of the prompt.
            throw;
        }
    }

    private static string Ask(TextWriter prompts)
    {
        _ = Console.KeyAvailable; // Turns the echo off before the prompt invites to type.
        var password = Ask(prompts, "Password (is not shown): ");
        if (password is "")
            throw Rejected("The password is empty. Nothing was changed.");

        return Ask(prompts, "The same password again: ") == password ? password : throw Rejected("The two passwords differ. Nothing was changed.");
    }

    private static string Ask(TextWriter prompts, string prompt)
    {
        prompts.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter, KeyChar: not ('\r' or '\n' or EndOfInput) } key)
            Apply(key, typed);

        prompts.WriteLine();
        return typed.ToString();
    }

    private static void Apply(ConsoleKeyInfo key, StringBuilder typed)
    {
        if (key.Key is ConsoleKey.Backspace && typed.Length > 0)
            typed.Length -= typed.Length > 1 && char.IsLowSurrogate(typed[^1]) ? 2 : 1;
        else if (key.KeyChar is EraseLine)
            typed.Clear();
        else if (!char.IsControl(key.KeyChar) && typed.Length < MaxLength)
            typed.Append(key.KeyChar);
    }

    private static string ReadLine()
    {
        if (StandardStreams.IsInputClosed())
            throw Rejected("The password is missing: the standard input is closed. Run the command in a terminal, or send the password as one line.");

        using var input = new StreamReader(Console.OpenStandardInput());
        var line = new StringBuilder();
        for (var next = input.Read(); next is not (-1 or '\n'); next = input.Read())
        {
            if (line.Length == MaxLength)
                throw Rejected("The first line of the standard input is too long for a password.");
            line.Append((char)next);
        }

        var password = line.ToString().TrimEnd('\r');
        if (password is "")
            throw Rejected("The password is missing: the first line of the standard input is empty. Run the command in a terminal, or send the password as one line.");

        return password.Contains('\ufffd', StringComparison.Ordinal) ? throw Rejected("The password has a character that cannot be read (bytes that are not UTF-8).") : password;
    }

    private static StartupException Rejected(string reason) => new(reason, null);
}
