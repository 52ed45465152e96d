using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Lets pages of the allowed origins, and no others, use the control API from a browser.</summary>
internal sealed class ControlOrigin(IReadOnlyList<string> allowed)
{
    /// <summary>False when the answer is complete already.</summary>
    public bool Admit(HttpContext context)
    {
        var response = context.Response;
        response.Headers.Vary = "Origin";
        if (context.Request.Headers.Origin.ToString() is not { Length: > 0 } origin)
            return true;
        if (!allowed.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            return false;
        }
        response.Headers.AccessControlAllowOrigin = origin;
        if (!HttpMethods.IsOptions(context.Request.Method))
            return true;
        response.Headers.AccessControlAllowMethods = "GET, POST, PATCH, DELETE";
        response.Headers.AccessControlAllowHeaders = "Content-Type";
        response.StatusCode = StatusCodes.Status204NoContent;
        return false;
    }
}
