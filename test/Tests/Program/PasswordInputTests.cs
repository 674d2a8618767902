using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A password that is not on the command line is asked for on a terminal, or read from the standard input.</summary>
[Trait("Speed", "slow")]
public sealed class PasswordInputTests : IDisposable
{
    private const string Prompt = "Password (is not shown): ";
    private const string SecondPrompt = "The same password again: ";

    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_line_of_the_standard_input_is_the_password(bool whileServing)
    {
        const string First = "--admin='\"x\" = ä: @";
        const string Second = "another good sentence";
        await using (whileServing ? await ServerProcess.StartAsync(_folder) : null)
        {
            (await RunAsync($"{First}\r\nmore\n", CreateAda)).ShouldBeDone().Error.ShouldNotContain(First);
            PasswordShouldBe(First);
            (await RunAsync(Second, "account set-password --username ada")).ShouldBeDone();
            PasswordShouldBe(Second);
            string[] words = ["account", "set-password", "--username", "ada", "--data", _folder.Path, "--"];
            (await PlazaProgram.RunAsync(words, [], input: Encoding.UTF8.GetBytes(First))).ShouldBeDone();
            PasswordShouldBe(First);
        }
    }

    [Theory]
    [InlineData("", "The password is missing: the first line of the standard input is empty.")]
    [InlineData("\nsecond line", "The password is missing: the first line of the standard input is empty.")]
    [InlineData("short\n", "A password has at least 8 characters.")]
    public async Task A_password_that_cannot_be_used_is_rejected_with_the_reason(string input, string said) =>
        (await RunAsync(input, CreateAda)).ShouldEndWith(1).Error.ShouldStartWith(said);

    [Fact]
    public async Task An_input_that_is_no_text_is_rejected() =>
        (await RunAsync([0xC3, 0x28, .. "correct horse\n"u8], CreateAda)).ShouldEndWith(1).Error.ShouldContain("cannot be read");

    [Theory]
    [InlineData("< /dev/zero", "The first line of the standard input is too long for a password.")]
    [InlineData("< /dev/null", "The password is missing: the first line of the standard input is empty.")]
    [InlineData("<&-", "The password is missing: the standard input is closed.")]
    public async Task An_input_without_a_password_is_named(string input, string said)
    {
        var run = await PlazaProgram.RunAsync(["-c", $"exec \"$0\" {CreateAda} --data \"$1\" {input}", PlazaProgram.Path, _folder.Path], [], "/bin/sh");

        run.ShouldEndWith(1).Error.ShouldStartWith(said);
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
    }

    [Fact]
    public async Task Nothing_is_read_where_the_command_line_is_wrong_or_there_is_no_database()
    {
        var folder = Directory.CreateTempSubdirectory("plaza-").FullName;

        (await PlazaProgram.RunAsync("account", "create", "--username", "ada", "--data", folder)).ShouldEndWith(2).Error.ShouldNotContain("password");
        (await PlazaProgram.RunAsync("account", "set-password", "--username", "ada", "--data", folder)).ShouldEndWith(1).Error.ShouldStartWith("There is no database");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_terminal_is_asked_twice_and_shows_no_password()
    {
        const string Typed = "correct horsX\u007fe battery\n"; // With a backspace.

        var (status, shown) = await OnTerminalAsync((Prompt, Typed), (SecondPrompt, "correct horse battery\n"));

        status.ShouldBe(0, shown);
        shown.ShouldContain("Created @ada");
        shown.ShouldNotContain("horse");
        shown.ShouldContain(" echo ", customMessage: "the terminal shows again what is typed");
        PasswordShouldBe("correct horse battery");
    }

    [Theory]
    [InlineData("correct horse\n", "correct house\n", 1, "The two passwords differ. Nothing was changed.")]
    [InlineData("\n", null, 1, "The password is empty. Nothing was changed.")]
    [InlineData("corr\x03", null, 130, "Stopped by a signal")]
    public async Task A_terminal_is_told_why_a_password_was_not_set(string first, string? second, int status, string said)
    {
        var run = await OnTerminalAsync(second is null ? [(Prompt, first)] : [(Prompt, first), (SecondPrompt, second)]);

        run.Status.ShouldBe(status, run.Shown);
        run.Shown.ShouldContain(said);
        run.Shown.ShouldNotContain("Created");
        run.Shown.ShouldContain(" echo ", customMessage: "the terminal shows again what is typed");
    }

    private const string CreateAda = "account create --username ada --email ada@example.org";

    /// <summary>
    /// Runs the program under script(1), which gives it a pseudo-terminal, and answers its prompts. The shell has a handler for SIGINT, since Ctrl+C
    /// reaches it as well, and dash would end with it.
    /// </summary>
    private async Task<(int Status, string Shown)> OnTerminalAsync(params (string Prompt, string Typed)[] answers)
    {
        var command = $"trap : INT; '{PlazaProgram.Path}' {CreateAda} --data '{_folder.Path}'; status=$?; stty -a; exit $status";
        using var script = PlazaProgram.Start(["-qec", command, "/dev/null"], [("TERM", "xterm"), ("SHELL", "/bin/sh")], "script", withInput: true);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var shown = new StringBuilder();
        foreach (var (prompt, typed) in answers)
        {
            await ReadUntilAsync(script, shown, prompt, limit.Token);
            await script.StandardInput.WriteAsync(typed.AsMemory(), limit.Token);
            await script.StandardInput.FlushAsync(limit.Token);
        }

        await ReadUntilAsync(script, shown, null, limit.Token);
        await script.WaitForExitAsync(limit.Token);
        return (script.ExitCode, shown.ToString());
    }

    private static async Task ReadUntilAsync(Process process, StringBuilder shown, string? text, CancellationToken ct)
    {
        var (next, from) = (new char[1], shown.Length);
        bool IsShown() => text is not null && shown.ToString(from, shown.Length - from).Contains(text, StringComparison.Ordinal);
        while (!IsShown() && await process.StandardOutput.ReadAsync(next, ct) > 0)
            shown.Append(next);
    }

    private void PasswordShouldBe(string password)
    {
        var hash = _folder.Rows("select password_hash from users", row => row.GetString(0)).Single();
        new PasswordHasher<object>().VerifyHashedPassword(this, hash, password).ShouldNotBe(PasswordVerificationResult.Failed);
    }

    private Task<ProgramRun> RunAsync(string input, string verb) => RunAsync(Encoding.UTF8.GetBytes(input), verb);

    private Task<ProgramRun> RunAsync(byte[] input, string verb) => PlazaProgram.RunAsync([.. verb.Split(' '), "--data", _folder.Path], [], input: input);
}
