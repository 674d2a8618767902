using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Plaza.Server.Cli;

/// <summary>
/// Takes verbs of the command line over the socket in the data folder, which only the owner of the folder can open.
/// Nothing else is served there, and nothing of this anywhere else.
/// </summary>
internal sealed class SocketCommands(IServiceProvider services, ILogger<SocketCommands> logger)
{
    public static bool IsFor(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily is AddressFamily.Unix;

    public async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || await context.Request.ReadFromJsonAsync<string[]>(context.RequestAborted) is not { } args)
        {
            context.Response.StatusCode = 400;
            return;
        }

        using var output = new LinesTo(context.Response, '1');
        using var error = new LinesTo(context.Response, '2');
        var status = await RunAsync(args, output, error, context.RequestAborted);
        await output.FlushAsync(context.RequestAborted);
        await error.FlushAsync(context.RequestAborted);
        await context.Response.WriteAsync($"={status}\n", context.RequestAborted);
    }

    private async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        try
        {
            return await CommandLine.RunAsync(args, CarryOutAsync, output, error, null, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            logger.CommandFailed(fault);
            await error.WriteLineAsync("The server failed while doing this; its log says why.");
            return 1;
        }

        Task<int> CarryOutAsync(ParseResult parsed, Verb verb, CancellationToken ct)
        {
            logger.CommandCame(parsed.CommandResult.Command.Name);
            return WithinFolder.RunAsync(verb, new(services, output, error, ct));
        }
    }
}

internal static class SocketCommandsMiddleware
{
    public static void UseSocketCommands(this IApplicationBuilder app) =>
        app.MapWhen(SocketCommands.IsFor, socket => socket.Run(context =>
            context.RequestServices.GetRequiredService<SocketCommands>().AnswerAsync(context)));
}
