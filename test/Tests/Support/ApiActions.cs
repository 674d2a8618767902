using System.Text.Json.Nodes;

namespace Plaza.Tests.Support;

/// <summary>Common API requests of users.</summary>
public static class ApiActions
{
    extension(TestAccount person)
    {
        public Task<JsonNode> WriteAsync(string text, string visibility = "public", string? inReplyTo = null) =>
            person.Api.PostJsonAsync("/api/v1/statuses", new { status = text, visibility, in_reply_to_id = inReplyTo });

        public Task<JsonNode> FollowAsync(TestAccount other) => person.Api.PostJsonAsync($"/api/v1/accounts/{other.Account}/follow");

        public Task<JsonNode> UnfollowAsync(TestAccount other) => person.Api.PostJsonAsync($"/api/v1/accounts/{other.Account}/unfollow");

        public Task<JsonNode> FavouriteAsync(string post) => person.Api.PostJsonAsync($"/api/v1/statuses/{post}/favourite");

        public Task<JsonNode> BoostAsync(string post) => person.Api.PostJsonAsync($"/api/v1/statuses/{post}/reblog");

        public Task<JsonNode> ReadAsync(string post, int status = 200) => person.Api.GetJsonAsync($"/api/v1/statuses/{post}", status);

        public async Task<List<string>> IdsAsync(string path) => (await person.Api.GetJsonAsync(path)).Ids;
    }

    extension(JsonNode node)
    {
        public string Id => node.Text("id");

        public List<string> Ids => [.. node.AsArray().Select(one => one!.Id)];

        public string Text(string name) => node[name]!.GetValue<string>();

        public int Number(string name) => node[name]!.GetValue<int>();

        public bool Is(string name) => node[name]!.GetValue<bool>();
    }
}
