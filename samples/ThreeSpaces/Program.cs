using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Requests;
using Plaza.ThreeSpaces;

var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services
    .AddSpace<AuthenticationSpace>()
    .AddSpace<ProfilesSpace>()
    .AddSpace<ProcessingSpace>()
    .RequireHandlers(typeof(LogIn).Assembly);

using var host = builder.Build();
await host.StartAsync();

Console.WriteLine("Who says and who hears what:");
var catalog = host.Services.GetRequiredService<SpaceCatalog>();
foreach (var (space, said) in catalog.PublishedEvents)
    Console.WriteLine($"  {space} says {said.Name}");

foreach (var (space, heard, delivery) in catalog.Subscriptions)
    Console.WriteLine($"  {space} hears {heard.Name} ({delivery})");

// The program is a door: it asks, and knows no space.
var requests = host.Services.GetRequiredService<IRequestBus>();
Console.WriteLine("Ada logs in:");
Console.WriteLine($"  with a wrong password: {await requests.SendAsync(new LogIn("ada", "motor"))}");
Console.WriteLine($"  with the right one: {await requests.SendAsync(new LogIn("ada", "engine"))}");

await host.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync();
Console.WriteLine($"  profile: {await requests.SendAsync(new ProfileOf("ada"))}");
Console.WriteLine("Bob has not:");
Console.WriteLine($"  profile: {await requests.SendAsync(new ProfileOf("bob")) ?? (object)"none"}");

await host.StopAsync();
