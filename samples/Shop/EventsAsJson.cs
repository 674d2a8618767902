using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaza.Shop;

/// <summary>The JSON metadata of events, for tools that know them by wire name.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class EventsAsJson : JsonSerializerContext;
