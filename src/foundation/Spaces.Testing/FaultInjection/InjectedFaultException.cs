namespace Plaza.Spaces.Testing.FaultInjection;

/// <summary>Thrown in place of a handler by <see cref="FaultInjector.Throw{TEvent}"/>.</summary>
public sealed class InjectedFaultException(string handler) : Exception($"Injected fault in {handler}.");
