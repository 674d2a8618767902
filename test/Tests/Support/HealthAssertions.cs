using System.Net;

namespace Plaza.Tests.Support;

/// <summary>After whatever was done to it.</summary>
public static class HealthAssertions
{
    extension(PlazaTestServer plaza)
    {
        public async Task ShouldBeHealthyAsync()
        {
            using var client = plaza.Client();
            using var answer = await client.GetAsync("/health");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"status":"UP"}""");
        }
    }
}
