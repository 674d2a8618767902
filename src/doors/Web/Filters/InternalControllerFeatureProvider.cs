using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Plaza.Web.Filters;

/// <summary>Discovers the controllers of this assembly, which are internal, and no others.</summary>
internal sealed class InternalControllerFeatureProvider : ControllerFeatureProvider
{
    protected override bool IsController(TypeInfo typeInfo) =>
        typeInfo is { IsAbstract: false, IsClass: true }
        && typeInfo.Assembly == typeof(InternalControllerFeatureProvider).Assembly
        && typeInfo.IsAssignableTo(typeof(Controller));
}
