using System.CommandLine;
using System.Text.Json;

namespace Plaza.Server.Cli;

/// <summary>Runs verbs of the command line sent over the <see cref="ControlSocket"/>. Nothing else is served there.</summary>
internal sealed class ControlSocketServer(IServiceProvider services, ILogger<ControlSocketServer> logger)
{
    public async Task AnswerAsync(HttpContext context)
    {
        if (ControlSocket.Of(context) is not { IsAllowed: true })
        {
            await RejectAsync(context, StatusCodes.Status403Forbidden, "Only root and the user that runs the server may send commands.");
        }
        else if (await ReadAsync(context) is not { } args)
        {
            await RejectAsync(context, StatusCodes.Status400BadRequest, "The body must be a JSON array of the arguments of one command.");
        }
        else if (!CommandTree.IsVerb(args))
        {
            await RejectAsync(context, StatusCodes.Status400BadRequest, "A running server cannot execute this command: see plaza --help.");
        }
        else
        {
            await RelayAsync(context, args);
        }
    }

    private static Task RejectAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(sentence);
    }

    /// <returns>Null when the request is not an array of strings.</returns>
    private static async Task<string[]?> ReadAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasJsonContentType())
            return null;

        try
        {
            var words = await context.Request.ReadFromJsonAsync<string?[]>(context.RequestAborted);
            return words is not null && words.All(word => word is not null) ? [.. words.OfType<string>()] : null;
        }
        catch (Exception fault) when (fault is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private async Task RelayAsync(HttpContext context, string[] args)
    {
        using var output = new LinePrefixWriter(context.Response, '1');
        using var error = new LinePrefixWriter(context.Response, '2');

        // The client treats a server that does not begin to respond as hanging.
        await context.Response.StartAsync(context.RequestAborted);
        var status = await RunAsync(args, output, error, context.RequestAborted);
        await output.FlushAsync(context.RequestAborted);
        await error.FlushAsync(context.RequestAborted);
        await context.Response.WriteAsync($"={status}\n", context.RequestAborted);
    }

    private async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        return await CommandLine.RunAsync(args, ExecuteAsync, output, error, ct);

        async Task<int> ExecuteAsync(ParseResult parsed, VerbAction verb, CancellationToken ct)
        {
            var outcome = "interrupted";
            try
            {
                var status = await LocalVerbRunner.RunAsync(verb, new(services, output, error, ct));
                outcome = status is 0 ? "done" : "rejected or failed";
                return status;
            }
            finally
            {
                logger.CommandEnded(VerbCommand.Describe(parsed), outcome);
            }
        }
    }
}

internal static class ControlSocketMiddleware
{
    public static void UseControlSocket(this IApplicationBuilder app) =>
        app.MapWhen(context => ControlSocket.Of(context) is not null, socket => socket.Run(context =>
            context.RequestServices.GetRequiredService<ControlSocketServer>().AnswerAsync(context)));
}
