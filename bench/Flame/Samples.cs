using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace Plaza.Flame;

/// <summary>
/// The samples of a trace that were taken during requests, as a call tree. Waiting threads are left out, except in system calls: the .NET sampler
/// does not see whether these
/// work or wait, and sending and receiving are such calls. The first seconds of requests, during which the server still compiles, are left out too.
/// </summary>
internal static class Samples
{
    private const string Start = "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpProtocol+<ProcessRequests>";

    private const double Warming = 5_000;

    public static Frame Read(string trace)
    {
        var first = double.NaN;
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(trace));
        var root = new Frame("a request");
        foreach (var sample in log.Events.Where(sample => sample.ProviderName is "Microsoft-DotNETCore-SampleProfiler"))
        {
            var stack = StackOf(sample.CallStack());
            var start = stack.FindIndex(name => name.StartsWith(Start, StringComparison.Ordinal));
            if (start < 0)
                continue;

            first = double.IsNaN(first) ? sample.TimeStampRelativeMSec : first;
            if (sample.TimeStampRelativeMSec - first >= Warming && !IsWaiting(stack[^1]))
                root.Add([.. stack[(start + 1)..].Where(IsTelling).Select(MethodNameFormatter.Of)]);
        }

        return root;
    }

    private static List<string> StackOf(TraceCallStack? innermost)
    {
        var stack = new List<string>();
        for (var at = innermost; at is not null; at = at.Caller)
            stack.Add(at.CodeAddress.FullMethodName);

        stack.Reverse();
        return stack;
    }

    private static bool IsWaiting(string innermost) =>
        innermost.Contains("Wait", StringComparison.Ordinal) || innermost.Contains("Thread.Sleep", StringComparison.Ordinal);

    /// <summary>Excludes the machinery of asynchronous calls.</summary>
    private static bool IsTelling(string name) => name is not "" && !name.StartsWith("System.Runtime.CompilerServices.Async", StringComparison.Ordinal);
}
