using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Plaza.Web.Filters;

/// <summary>Finds this project's controllers, which nobody else needs to see, and no others.</summary>
internal sealed class InternalControllerFeatureProvider : ControllerFeatureProvider
{
    protected override bool IsController(TypeInfo typeInfo) =>
        typeInfo is { IsAbstract: false, IsClass: true }
        && typeInfo.Assembly == typeof(InternalControllerFeatureProvider).Assembly
        && typeInfo.IsAssignableTo(typeof(Controller));
}
