using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Plaza.Tests.Support;

/// <summary>Reads responses as JSON and asserts their status.</summary>
public static class Json
{
    extension(HttpResponseMessage response)
    {
        public async Task<JsonNode> JsonAsync(int status = 200)
        {
            var body = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).ShouldBe(status, body);
            return JsonNode.Parse(body)!;
        }
    }

    extension(HttpClient client)
    {
        public async Task<JsonNode> GetJsonAsync(string path, int status = 200)
        {
            using var response = await client.GetAsync(path);
            return await response.JsonAsync(status);
        }

        public async Task<JsonNode> PostJsonAsync(string path, object? body = null, int status = 200)
        {
            using var response = await client.PostAsJsonAsync(path, body ?? new { });
            return await response.JsonAsync(status);
        }
    }
}
