using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plaza.Tests.Program.Workloads;

/// <summary>A request to the server, equal for every attempt.</summary>
/// <param name="Answered">The id of the parent of a reply.</param>
internal sealed record WorkloadRequest(OperationKind Verb, string Subject, string? Answered = null)
{
    /// <returns>The outcome known to the client, and the id of a published post.</returns>
    public async Task<(Outcome Outcome, long Post)> SendAsync(HttpClient api)
    {
        try
        {
            using var request = Request();
            using var response = await api.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode is HttpStatusCode.BadGateway)
                return (Outcome.Unknown, 0); // Said by a balancer when the server died.

            ((int)response.StatusCode).ShouldBeOneOf([200, 404, 422, 429, 503], $"who dies may say nothing, but not that something is wrong: {Verb} {body}");
            var said = JsonNode.Parse(body)!;
            return response.IsSuccessStatusCode
                ? (Outcome.Acknowledged, Verb is OperationKind.Publish ? long.Parse((string)said["id"]!, null) : 0)
                : (Outcome.Failed, 0);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or JsonException or SocketException)
        {
            // HttpClient does not wrap a SocketException when the server dies between the connect and the reading of the remote address.
            return (Outcome.Unknown, 0);
        }
    }

    private HttpRequestMessage Request() => Verb switch
    {
        OperationKind.Publish => Publication(),
        OperationKind.Delete => new(HttpMethod.Delete, $"/api/v1/statuses/{Subject}"),
        OperationKind.Follow => new(HttpMethod.Post, $"/api/v1/accounts/{Subject}/follow"),
        OperationKind.Unfollow => new(HttpMethod.Post, $"/api/v1/accounts/{Subject}/unfollow"),
        OperationKind.Favourite => new(HttpMethod.Post, $"/api/v1/statuses/{Subject}/favourite"),
        OperationKind.Unfavourite => new(HttpMethod.Post, $"/api/v1/statuses/{Subject}/unfavourite"),
        OperationKind.Boost => new(HttpMethod.Post, $"/api/v1/statuses/{Subject}/reblog"),
        _ => new(HttpMethod.Post, $"/api/v1/statuses/{Subject}/unreblog"),
    };

    /// <summary>The text, which is unique for each client, is the idempotency key too.</summary>
    private HttpRequestMessage Publication()
    {
        var form = new Dictionary<string, string> { ["status"] = Subject };
        if (Answered is not null)
            form["in_reply_to_id"] = Answered;

        return new(HttpMethod.Post, "/api/v1/statuses")
        {
            Content = new FormUrlEncodedContent(form),
            Headers = { { "Idempotency-Key", Subject[..Math.Min(Subject.Length, 100)] } },
        };
    }
}
