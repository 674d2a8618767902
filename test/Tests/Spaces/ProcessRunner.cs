using System.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;

namespace Plaza.Tests.Spaces;

/// <summary>Runs a process and reads its output.</summary>
internal static class ProcessRunner
{
    private static readonly string[] Needed = ["Plaza.Spaces.dll", "Plaza.Spaces.Testing.dll", "Polly.Core.dll"];

    public static async Task<string> AsProgramAsync(CSharpCompilation program, DirectoryInfo folder)
    {
        var built = Path.Combine(folder.FullName, $"{program.AssemblyName}.dll");
        program.Emit(built).Success.ShouldBeTrue();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Plaza.Tests.runtimeconfig.json"), Path.ChangeExtension(built, "runtimeconfig.json"));
        foreach (var library in Needed)
            File.Copy(Path.Combine(AppContext.BaseDirectory, library), Path.Combine(folder.FullName, library));

        return await AsProgramAsync(built);
    }

    public static async Task<string> AsProgramAsync(string built)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [built])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, complained);
        return await said;
    }
}
