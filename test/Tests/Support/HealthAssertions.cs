using System.Net;

namespace Plaza.Tests.Support;

/// <summary>Asserts that a server is healthy after a test.</summary>
public static class HealthAssertions
{
    extension(PlazaTestServer plaza)
    {
        public async Task ShouldBeHealthyAsync()
        {
            using var client = plaza.Client();
            using var response = await client.GetAsync("/health");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).ShouldBe("""{"status":"UP"}""");
        }
    }
}
