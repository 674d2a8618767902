namespace Plaza.Spaces.Testing.Faulting;

/// <summary>Thrown in place of a handler by <see cref="Faults.Throw{TEvent}"/>.</summary>
public sealed class InjectedFaultException(string handler) : Exception($"A test has {handler} fail.");
